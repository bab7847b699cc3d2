using KubeEdge.CloudHub.Upstream;

namespace KubeEdge.Controllers.Reports;

/// <summary>
/// The newest versions that a session brought of one device's properties, so that what it sends again late never replaces something newer.
/// Another session begins anew: the node may have lost its store, and counts from zero then.
/// </summary>
internal sealed class SeenVersions
{
    private readonly Dictionary<string, (long Reported, long Desired)> _seen = new(StringComparer.Ordinal);
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

    /// <summary>Whether a state is not older than one that the session brought before. States have no version, only their time.</summary>
    public bool Accept(IConnectedNode session, ReportedState state)
    {
        Enter(session);
        var isNew = state.TimestampMs is not { } time || time >= _stateTime;
        _stateTime = Math.Max(_stateTime, state.TimestampMs ?? 0);
        return isNew;
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
