using KubeEdge.Beehive.Messages;
using KubeEdge.Viaduct;

namespace KubeEdge.EdgeHub.Dispatch;

/// <summary>The original's table of what goes where: group, then whether it answers something, then the source.</summary>
internal static class DispatchTable
{
    /// <summary>Task jobs of the newer releases; the older ones name the group after the upgrade controller.</summary>
    private const string TaskManager = "taskmanager";

    private const string NodeUpgradeJobs = "nodeupgradejobcontroller";

    private static readonly DispatchTarget _meta = new(DispatchKind.Group, GroupNames.Meta);
    private static readonly DispatchTarget _twin = new(DispatchKind.Group, GroupNames.Twin);
    private static readonly DispatchTarget _tasks = new(DispatchKind.Module, TaskManager);
    private static readonly DispatchTarget _reply = new(DispatchKind.Reply);
    private static readonly DispatchTarget _uploads = new(DispatchKind.Module, ModuleNames.EventBus);

    public static DispatchTarget Find(Message message, WireGeneration wire)
    {
        ref readonly var route = ref message.Route;
        var answers = !message.Header.ParentId.IsEmpty;
        return route.Group switch
        {
            // Twin answers are matched by the twin module itself, by event id.
            GroupNames.Twin => _twin,
            GroupNames.Resource or GroupNames.Func => answers ? _reply : _meta,

            // Nobody waits for the answer to what came by MQTT: from a cloud of ours it is a confirmation, from others there is none.
            GroupNames.User when answers => route.Source == SourceNames.Bus ? _uploads : _reply,
            GroupNames.User => FindRuleTarget(route.Source, wire),
            NodeUpgradeJobs or TaskManager => _tasks,
            _ => default,
        };
    }

    private static DispatchTarget FindRuleTarget(string source, WireGeneration wire) => source switch
    {
        SourceNames.RouterEventBus => new(DispatchKind.Module, ModuleNames.EventBus),
        SourceNames.RouterServiceBus => new(DispatchKind.Module, ModuleNames.ServiceBus),

        // The newest releases name the target always, so from them an unnamed one is no rule data.
        _ => wire == WireGeneration.Current ? default : new(DispatchKind.Group, GroupNames.Bus),
    };
}
