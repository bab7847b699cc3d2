namespace KubeEdge.Kubernetes.Tests.Fakes;

/// <summary>Tests that measure memory run when no other test does.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
