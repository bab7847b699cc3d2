using KubeEdge.Beehive.Messages;
using KubeEdge.DeviceTwin.Devices;
using KubeEdge.DeviceTwin.Payloads;
using KubeEdge.DeviceTwin.Turns;
using KubeEdge.DeviceTwin.Twins;

namespace KubeEdge.DeviceTwin.Upstream;

/// <summary>Makes the messages for the cloud.</summary>
internal sealed class UpstreamMessages(TurnTools tools) : IDisposable
{
    // Keeps a message far below what links take; the rest follows when this part is confirmed.
    private const int MostTwins = 256;

    private readonly PayloadWriter _writer = new();

    /// <summary>The newest of what a backlog has. Callers come one at a time.</summary>
    public Message Make(Backlog backlog, out IReadOnlyList<KeyValuePair<string, long>> changes)
    {
        var device = Device.TextOf(backlog.Subject.Device, tools.KnownForm ?? backlog.Form);
        if (backlog.State is { } state)
        {
            var text = MessageContent.Text(System.Text.Encoding.UTF8.GetString(state.Payload.Span));
            changes = [new(string.Empty, state.Change)];
            return New(TwinMessages.StateUpdate(device), text);
        }

        var (twins, place) = (Next(backlog), tools.NextChange());
        var entries = new List<KeyValuePair<string, (Twin, TwinParts)>>(twins.Length);
        var carried = new List<KeyValuePair<string, long>>(twins.Length);
        foreach (var (name, twin) in twins)
        {
            backlog.Twins[name] = twin with { Place = place };
            carried.Add(new(name, twin.Change));
            entries.Add(new(name, (twin.Twin, twin.Parts)));
        }

        var payload = _writer.EdgeUpdated(TurnTools.NewEventId(), tools.NowMs, entries);
        changes = carried;
        return New(TwinMessages.EdgeUpdated(device), MessageContent.Json(payload));
    }

    /// <summary>The original asks for its devices on each connection; its cloud does not answer, ours sends them anyway.</summary>
    public Message DetailRequest()
    {
        var payload = _writer.DetailRequest(TurnTools.NewEventId(), tools.NowMs, tools.Node);
        var route = new MessageRoute(ModuleNames.DeviceTwin, GroupNames.Resource, TwinMessages.MembershipDetail, TwinMessages.Get);
        return tools.Messages.New(route, MessageContent.Text(System.Text.Encoding.UTF8.GetString(payload.Span)));
    }

    public void Dispose() => _writer.Dispose();

    /// <summary>The twins that are sent now, sorted by name.</summary>
    private static KeyValuePair<string, UnsentTwin>[] Next(Backlog backlog)
    {
        IEnumerable<KeyValuePair<string, UnsentTwin>> twins = backlog.Twins;
        return backlog.Twins.Count <= MostTwins ? [.. twins] :
        [
            .. twins.OrderBy(static twin => twin.Value.Place).Take(MostTwins).OrderBy(static twin => twin.Key, StringComparer.Ordinal),
        ];
    }

    private Message New(string resource, in MessageContent content) =>
        tools.Messages.New(new MessageRoute(ModuleNames.DeviceTwin, GroupNames.Resource, resource, Operations.Update), content);
}
