// Each case has an instance and a store of its own. A class that shares a store says so: one instance, its cases one after the other.
[assembly: FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
[assembly: Parallelizable(ParallelScope.All)]
