using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json.Nodes;
using KubeEdge.ApiServer.Responses;
using KubeEdge.Kubernetes.Objects;
using KubeEdge.MetaStore;

namespace KubeEdge.ApiServer.Resources;

/// <summary>An object on its way into the store, which gives it its version inside the commit.</summary>
internal sealed class RenderedObject
{
    private readonly KubeObject _object;

    private RenderedObject(KubeObject value)
    {
        _object = value;
        Json = value.Json;
    }

    /// <summary>The document as it was stored; before the commit, without a version of its own.</summary>
    public ReadOnlyMemory<byte> Json { get; private set; }

    public string Uid => _object.Uid;

    public static bool TryCreate(JsonObject value, [NotNullWhen(true)] out RenderedObject? rendered, [NotNullWhen(false)] out KubeStatus? error)
    {
        var found = KubeObject.TryParse(ObjectJson.Write(value), out var parsed, out var problem);
        rendered = parsed is null ? null : new RenderedObject(parsed);
        error = found ? null : KubeStatus.BadRequest(problem ?? "the object cannot be read");
        return rendered is not null;
    }

    /// <summary>The tombstone of a deletion carries the version of the deletion, so that a watch can go on from it.</summary>
    public static ReadOnlyMemory<byte> Tombstone(long revision, StoredObject last) =>
        KubeObject.Parse(last.Json).WithResourceVersion(Text(revision)).Json;

    public ReadOnlyMemory<byte> Render(long revision) => Json = _object.WithResourceVersion(Text(revision)).Json;

    private static string Text(long revision) => revision.ToString(CultureInfo.InvariantCulture);
}
