namespace KubeEdge.Server.Hosting;

/// <summary>Carries the endpoint's stopping token to handlers that stream.</summary>
internal sealed record StoppingFeature(CancellationToken Stopping);
