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

    /// <summary>The newest of what a backlog has, and notes in it what that is. Callers come one at a time.</summary>
    public Message Make(Backlog backlog)
    {
        var device = Device.TextOf(backlog.Subject.Device, tools.KnownForm ?? backlog.Form);
        if (backlog.State is { } state)
        {
            backlog.LastChanges[string.Empty] = state.Change;
            return New(TwinMessages.StateUpdate(device), MessageContent.Text(System.Text.Encoding.UTF8.GetString(state.Payload.Span)));
        }

        var entries = new List<KeyValuePair<string, (Twin, TwinParts)>>(Math.Min(MostTwins, backlog.Twins.Count));
        foreach (var (name, twin) in backlog.Twins.Take(MostTwins))
        {
            backlog.LastChanges[name] = twin.Change;
            entries.Add(new(name, (twin.Twin, twin.Parts)));
        }

        var payload = _writer.EdgeUpdated(TurnTools.NewEventId(), tools.NowMs, entries);
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

    private Message New(string resource, in MessageContent content) =>
        tools.Messages.New(new MessageRoute(ModuleNames.DeviceTwin, GroupNames.Resource, resource, Operations.Update), content);
}
