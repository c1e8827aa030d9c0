using System.Runtime.CompilerServices;

// Every native signature is blittable: nothing may be converted behind our back.
[assembly: DisableRuntimeMarshalling]
