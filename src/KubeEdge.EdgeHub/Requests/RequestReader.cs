using KubeEdge.EdgeHub.Upstream;

namespace KubeEdge.EdgeHub.Requests;

/// <summary>Hands the requests of one connection to the pump.</summary>
internal sealed class RequestReader(CloudRequests requests, RequestQueue queue) : IUpstreamReader
{
    public bool TryRead(out UpstreamItem item)
    {
        if (queue.TryRead(out var message))
        {
            item = new UpstreamItem(message);
            return true;
        }

        item = default;
        return false;
    }

    public void Settle(in UpstreamItem item, UpstreamOutcome outcome)
    {
        // What was not written ends with the connection; what was waits for its answer.
        if (outcome == UpstreamOutcome.Rejected)
        {
            requests.Reject(item.Message);
        }
    }

    public ValueTask DisposeAsync()
    {
        requests.Close(queue);
        return ValueTask.CompletedTask;
    }
}
