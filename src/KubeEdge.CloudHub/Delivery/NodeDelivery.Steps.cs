using KubeEdge.Beehive.Dispatch;
using KubeEdge.Viaduct;

namespace KubeEdge.CloudHub.Delivery;

/// <content>What the state machine asks for.</content>
internal sealed partial class NodeDelivery
{
    private async Task SendAsync(DeliveryPath path, DeliveryAttempt attempt, CancellationToken cancellationToken)
    {
        _context.Reporter.Sending(Node, path.Key, attempt);
        try
        {
            if (Heralds is { } heralds)
            {
                await heralds.AnnounceAsync(path.Key, attempt.IsDelete, cancellationToken).ConfigureAwait(false);
            }

            var status = await _link.SendAsync(attempt.Message, LinkLane.Normal, cancellationToken).ConfigureAwait(false);
            lock (_ledger.Gate)
            {
                if (status == SendStatus.Rejected)
                {
                    _machine.Rejected(path, attempt);
                }
                else if (status == SendStatus.Sent)
                {
                    _machine.Sent(path, attempt);
                }
            }

            if (status == SendStatus.Rejected)
            {
                _context.Reporter.Rejected(Node, path.Key, attempt);
            }

            _wake.Set();
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The session ends; the next one finds the difference again.
        }
        catch (Exception error)
        {
            // A step that never ends would keep its place in the window.
            _context.Reporter.Broke(Node, path.Key, error);
            lock (_ledger.Gate)
            {
                _machine.Rejected(path, attempt);
            }

            _wake.Set();
        }
    }

    private async Task RecordAsync(DeliveryStep step, CancellationToken cancellationToken)
    {
        try
        {
            var succeeded = await _context.Records.EnsureAsync(_ledger, step.Path.Key, step.Path.Type, step.Holding, cancellationToken)
                .ConfigureAwait(false);
            lock (_ledger.Gate)
            {
                _machine.Recorded(step.Path, succeeded);
            }

            _wake.Set();
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // As above.
        }
        catch (Exception error)
        {
            _context.Reporter.Broke(Node, step.Path.Key, error);
            lock (_ledger.Gate)
            {
                _machine.Recorded(step.Path, succeeded: false);
            }

            _wake.Set();
        }
    }
}
