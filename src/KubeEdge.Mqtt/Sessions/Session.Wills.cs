using KubeEdge.Mqtt.Storage;

namespace KubeEdge.Mqtt.Sessions;

internal sealed partial class Session
{
    private bool _isWillRecorded;

    public SessionWill? Will { get; private set; }

    /// <summary>The will, which is published once.</summary>
    public SessionWill? TakeWill()
    {
        lock (_lock)
        {
            var will = Will;
            SetWill(null);
            return will;
        }
    }

    /// <summary>The broker stops: the will is published after its next start, as the standards allow.</summary>
    public void LeaveWill()
    {
        lock (_lock)
        {
            (Will, _isWillRecorded) = (null, false);
        }
    }

    /// <summary>Puts back what the store held.</summary>
    public void RestoreWill(SessionWill will) => (Will, _isWillRecorded) = (will, true);

    private void SetWill(SessionWill? will, DateTimeOffset? due = null)
    {
        Will = will;
        if (will is not null && _context.Journal.IsEnabled)
        {
            _isWillRecorded = true;
            _context.Journal.Append(StoreKeys.Will(ClientId), StoredWill.Write(Client, will, due));
        }
        else if (_isWillRecorded)
        {
            _isWillRecorded = false;
            _context.Journal.Append(StoreKeys.Will(ClientId), null);
        }
    }
}
