using KubeEdge.Beehive.Messages;
using KubeEdge.EdgeHub;
using KubeEdge.Kubernetes.Names;
using KubeEdge.Kubernetes.Objects;
using KubeEdge.MetaStore;
using KubeEdge.NodeAgent.Cloud;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace KubeEdge.NodeAgent.Pods;

/// <summary>Does what is to be done about one pod, and remembers what the cloud knows.</summary>
internal sealed partial class PodDuties(
    IMetaStore store,
    CloudCalls calls,
    PodEvents events,
    MessageFactory messages,
    IOptions<EdgeHubOptions> hub,
    TimeProvider timeProvider,
    ILogger<PodDuties> logger)
{
    private readonly IRecordSet<PodNote> _notes = store.Records("nodeagent.pods", NodeAgentJson.Default.PodNote);

    private string Node => hub.Value.NodeName;

    /// <summary>Whether a pod concerns this class at all.</summary>
    public bool IsOurs(StoredObject stored) =>
        stored.Origin == ObjectOrigin.Desired
        && KubeObject.TryParse(stored.Json, out var pod, out _)
        && PodDocuments.PlanFor(pod, Node) != PodPlan.Nothing;

    /// <summary>Acts on a pod.</summary>
    /// <returns>Whether nothing is left to do until the pod changes; false when it must be tried again.</returns>
    public async ValueTask<bool> HandleAsync(StoredObject stored, CancellationToken cancellationToken)
    {
        if (!KubeObject.TryParse(stored.Json, out var pod, out _))
        {
            return true;
        }

        return PodDocuments.PlanFor(pod, Node) switch
        {
            PodPlan.Explain => await ExplainAsync(pod, cancellationToken).ConfigureAwait(false),
            PodPlan.Confirm => await ConfirmAsync(pod, cancellationToken).ConfigureAwait(false),
            _ => true,
        };
    }

    /// <summary>Forgets a pod that is gone.</summary>
    public async ValueTask ForgetAsync(ResourceKey key, CancellationToken cancellationToken) =>
        await _notes.DeleteAsync(NoteKey(key.Namespace, key.Name), Durability.Normal, cancellationToken).ConfigureAwait(false);

    /// <summary>Forgets all pods but these.</summary>
    public async ValueTask ForgetOthersAsync(IEnumerable<StoredObject> pods, CancellationToken cancellationToken)
    {
        var kept = pods.Select(static pod => NoteKey(pod.Key.Namespace, pod.Key.Name)).ToHashSet(StringComparer.Ordinal);
        var gone = new List<string>();
        await foreach (var (key, _) in _notes.ListAsync(cancellationToken).ConfigureAwait(false))
        {
            if (!kept.Contains(key))
            {
                gone.Add(key);
            }
        }

        foreach (var key in gone)
        {
            await _notes.DeleteAsync(key, Durability.Normal, cancellationToken).ConfigureAwait(false);
        }
    }

    private async ValueTask<bool> ExplainAsync(KubeObject pod, CancellationToken cancellationToken)
    {
        var key = NoteKey(pod.Namespace, pod.Name);
        var note = new PodNote(pod.Uid, PodDocuments.NoContainerRuntime);
        if (await _notes.GetAsync(key, cancellationToken).ConfigureAwait(false) == note)
        {
            return true;
        }

        var now = timeProvider.GetUtcNow();
        var patched = await calls.PatchAsync(
            CallKind.Pod, Resource(pod, "podpatch"), PodDocuments.Status(pod, Node, now), default, cancellationToken).ConfigureAwait(false);
        if (patched.Status != CallStatus.Ok)
        {
            return IsGone(patched, pod);
        }

        var route = new MessageRoute(
            ModuleNames.Edged, GroupNames.Meta, $"{pod.Namespace}/event/{PodDocuments.EventName(pod, Node)}", Operations.Insert);
        var content = MessageContent.Json(JsonBytes.Of(PodDocuments.Event(pod, Node, now)));
        if (!await events.SendAsync(messages.New(route, content), cancellationToken).ConfigureAwait(false))
        {
            return false;
        }

        // Killed before this, the node tells it again, with the same words and under the same name.
        var result = await _notes.PutAsync(key, note, Durability.Normal, cancellationToken).ConfigureAwait(false);
        return result.Status == CommitStatus.Committed;
    }

    private async ValueTask<bool> ConfirmAsync(KubeObject pod, CancellationToken cancellationToken)
    {
        var deleted = await calls.DeleteAsync(
            CallKind.Pod, Resource(pod, "pod"), PodDocuments.Confirmation(pod), default, cancellationToken).ConfigureAwait(false);
        return deleted.Status == CallStatus.Ok || IsGone(deleted, pod);
    }

    /// <summary>Whether an answer says that this pod is no more; the cloud's delete is then on its way.</summary>
    private bool IsGone(in CallResult result, KubeObject pod)
    {
        if (result.Status is CallStatus.NotFound or CallStatus.Conflict)
        {
            return true;
        }

        if (result.Status == CallStatus.Refused)
        {
            Log.Refused(logger, pod.Namespace, pod.Name, result.Error);
        }

        return false;
    }

    private static string Resource(KubeObject pod, string type) => $"{pod.Namespace}/{type}/{pod.Name}";

    private static string NoteKey(string? ns, string name) => $"{ns}/{name}";
}
