using KubeEdge.Viaduct;

namespace KubeEdge.CloudHub.Delivery;

/// <content>What is said to a node before its devices.</content>
internal sealed partial class NodeDelivery
{
    private static readonly TimeSpan _generationLimit = TimeSpan.FromSeconds(10);
    private readonly TaskCompletionSource _generationKnown = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private Exception? _greetingFault;

    /// <summary>Those who speak to the node beside its objects; null when nobody does.</summary>
    public SessionHeralds? Heralds { get; init; }

    private async Task GreetAsync(SessionHeralds heralds, CancellationToken cancellationToken)
    {
        try
        {
            await FindGenerationAsync(cancellationToken).ConfigureAwait(false);
            await GreetNowAsync(heralds, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            _greetingFault = error;
        }

        _wake.Set();
    }

    // A device has another name on the wire in each generation, and an edge of the original shows which one it is by what it asks.
    private async Task FindGenerationAsync(CancellationToken cancellationToken)
    {
        if (!_view.IsOurs && _link.Peer.Wire == WireGeneration.Unknown)
        {
            try
            {
                await _generationKnown.Task.WaitAsync(_generationLimit, _context.TimeProvider, cancellationToken).ConfigureAwait(false);
            }
            catch (TimeoutException)
            {
                // One that runs no pods may never tell. It may have told just now.
                if (_link.Peer.Wire == WireGeneration.Unknown)
                {
                    _link.Peer.Wire = _context.Settings.SilentPeers;
                }
            }
        }
    }

    private async Task GreetNowAsync(SessionHeralds heralds, CancellationToken cancellationToken)
    {
        lock (_ledger.Gate)
        {
            // Replaced while it waited, with the successor greeted already.
            if (_isRetired)
            {
                return;
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
    }
}
