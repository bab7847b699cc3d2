namespace KubeEdge.MetaManager.Diagnostics;

/// <summary>
/// Lets the first of each kind through to the log. Bounded, because the names come from the peer: beyond the limit only the counter tells.
/// </summary>
internal sealed class LoggedKinds
{
    private const int Limit = 128;

    private readonly HashSet<(PushOutcome Outcome, string Source, string Operation, string Type)> _kinds = [];

    public bool IsNew(PushOutcome outcome, string source, string operation, string type) =>
        _kinds.Count < Limit && _kinds.Add((outcome, source, operation, type));
}
