namespace KubeEdge.Viaduct.Tests;

/// <summary>Tests that measure the process and must not run beside others.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Alone
{
    public const string Name = "alone";
}
