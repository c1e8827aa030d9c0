namespace Microsoft.CodeAnalysis;

/// <summary>Known to the compiler: a type that has it is of its assembly alone, also to those that see the assembly's internals.</summary>
[AttributeUsage(AttributeTargets.All)]
internal sealed partial class EmbeddedAttribute : Attribute;
