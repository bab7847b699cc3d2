using KubeEdge.Beehive.Messages;
using KubeEdge.CloudHub.Upstream;

namespace KubeEdge.Controllers.Reports;

/// <summary>
/// The newest that a node brought of one device, so that what it sends again late never replaces something newer. Versions begin anew in
/// another session, as the node may have lost its store, and after the device was elsewhere, as its node forgot it then.
/// </summary>
internal sealed class SeenReports
{
    private const int MaxStates = 64;

    // Peers let messages overtake each other, but not by more; what is older by more comes from a clock that was set.
    private const long OvertakingMs = 5_000;

    private readonly Dictionary<string, (long Reported, long Desired)> _seen = new(StringComparer.Ordinal);
    private readonly Queue<MessageId> _states = new();
    private MessageId _newest;
    private IConnectedNode? _session;
    private long _stateTime;

    /// <summary>What is new in a report about a property; null when nothing is.</summary>
    public PendingProperty? Accept(IConnectedNode session, string name, ReportedProperty report)
    {
        Enter(session);
        var seen = _seen.GetValueOrDefault(name);
        var isReportedNew = report.ReportedVersion is not { } reported || reported >= seen.Reported;
        var isDesiredNew = report.DesiredVersion is not { } desired || desired >= seen.Desired;
        _seen[name] = (Math.Max(seen.Reported, report.ReportedVersion ?? 0), Math.Max(seen.Desired, report.DesiredVersion ?? 0));
        if (report.IsDeleted)
        {
            return isReportedNew && isDesiredNew ? new PendingProperty(null, null, IsReset: true) : null;
        }

        var accepted = new PendingProperty(isReportedNew ? report.Reported : null, isDesiredNew ? report.Desired : null, IsReset: false);
        return accepted is { Reported: null, Desired: null } ? null : accepted;
    }

    /// <summary>
    /// Whether a state is not older than one before. States have no version: what comes again has the id of the first time, and what was
    /// overtaken has a time that is a little older. The newest may come as often as it likes: it may not be written yet.
    /// </summary>
    public bool Accept(in Confirmation report, ReportedState state)
    {
        Enter(report.Node);
        if (IsRepeated(report.Id) || (state.TimestampMs is { } time && time < _stateTime && _stateTime - time <= OvertakingMs))
        {
            return false;
        }

        (_newest, _stateTime) = (report.Id, state.TimestampMs ?? _stateTime);
        return true;
    }

    /// <summary>The device leaves its node; whoever has it next begins anew.</summary>
    public void Forget() => _session = null;

    // Ids are good beyond a session: a node repeats in the next one what was not confirmed.
    private bool IsRepeated(MessageId id)
    {
        if (id.IsEmpty || id == _newest)
        {
            return false;
        }

        if (_states.Contains(id))
        {
            return true;
        }

        if (_states.Count == MaxStates)
        {
            _states.Dequeue();
        }

        _states.Enqueue(id);
        return false;
    }

    private void Enter(IConnectedNode session)
    {
        if (_session != session)
        {
            _session = session;
            _stateTime = 0;
            _seen.Clear();
        }
    }
}
