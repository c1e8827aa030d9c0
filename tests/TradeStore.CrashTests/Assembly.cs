// Each test has a store in a folder of its own; tests of a class share its fields, and come one after the other unless the class says otherwise.
[assembly: Parallelizable(ParallelScope.Fixtures)]
