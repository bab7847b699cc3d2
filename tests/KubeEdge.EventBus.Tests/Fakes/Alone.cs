namespace KubeEdge.EventBus.Tests.Fakes;

/// <summary>Tests that measure the heap run when no other test does.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Alone
{
    public const string Name = "alone";
}
