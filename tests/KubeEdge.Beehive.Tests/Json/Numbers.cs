namespace KubeEdge.Beehive.Tests.Json;

internal sealed record Numbers(long N, double F = 0);
