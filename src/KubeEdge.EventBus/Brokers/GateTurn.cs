namespace KubeEdge.EventBus.Brokers;

/// <summary>A client that waits at the gate.</summary>
internal sealed class GateTurn(string clientId)
{
    // Whoever waits for it goes on inside the call that sets it: see the gate.
    private readonly TaskCompletionSource _come = new();

    public string ClientId => clientId;

    public Task Come => _come.Task;

    public void Set() => _come.TrySetResult();
}
