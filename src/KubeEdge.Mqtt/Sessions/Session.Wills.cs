using KubeEdge.Mqtt.Storage;

namespace KubeEdge.Mqtt.Sessions;

internal sealed partial class Session
{
    public SessionWill? Will { get; private set; }

    /// <summary>The will, which is published once. Its record stays: who publishes it removes that.</summary>
    public SessionWill? TakeWill()
    {
        lock (_lock)
        {
            var will = Will;
            Will = null;
            return will;
        }
    }

    /// <summary>The client is back in time: its will is not published.</summary>
    public void DropWill(ref StoreWait stored)
    {
        lock (_lock)
        {
            ReplaceWill(null, ref stored);
        }
    }

    /// <summary>The broker stops: the will is published after its next start, as the standards allow.</summary>
    public void LeaveWill() => TakeWill();

    /// <summary>Puts back what the store held.</summary>
    public void RestoreWill(SessionWill will) => Will = will;

    private void ReplaceWill(SessionWill? will, ref StoreWait stored)
    {
        if (Will?.Key is { } key)
        {
            stored.Add(_context.Journal.Append(key, null));
        }

        Will = will is null || !_context.Journal.IsEnabled
            ? will
            : will with { Key = StoreKeys.Will(ClientId, _context.Time.GetUtcNow()) };
        stored.Add(StoreWill(due: null));
    }

    private Task StoreWill(DateTimeOffset? due) => Will is { Key: { } key } will
        ? _context.Journal.Append(key, StoredWill.Write(Client, will, due))
        : Task.CompletedTask;
}
