using KubeEdge.Viaduct;

namespace KubeEdge.CloudHub.Delivery;

/// <content>What is said to a node before its devices.</content>
internal sealed partial class NodeDelivery
{
    private static readonly TimeSpan _generationLimit = TimeSpan.FromSeconds(10);
    private readonly TaskCompletionSource _generationKnown = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Those who speak to the node beside its objects; null when nobody does.</summary>
    public SessionHeralds? Heralds { get; init; }

    // A device has another name on the wire in each generation, and an edge of the original shows which one it is by what it asks.
    private async Task GreetAsync(SessionHeralds heralds, CancellationToken cancellationToken)
    {
        if (!_view.IsOurs && _link.Peer.Wire == WireGeneration.Unknown)
        {
            try
            {
                await _generationKnown.Task.WaitAsync(_generationLimit, _context.TimeProvider, cancellationToken).ConfigureAwait(false);
            }
            catch (TimeoutException)
            {
                // One that runs no pods may never tell.
                _link.Peer.Wire = _context.Settings.SilentPeers;
            }
        }

        await heralds.GreetAsync(cancellationToken).ConfigureAwait(false);
        lock (_ledger.Gate)
        {
            _view.IsGreeted = true;
            if (!_isRetired)
            {
                _machine.Reconsider();
            }
        }

        _wake.Set();
    }
}
