using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using KubeEdge.Kubernetes.Names;

namespace KubeEdge.Kubernetes.Objects;

/// <summary>
/// One Kubernetes object of any kind: its UTF-8 JSON, checked, with identity and version found. Immutable and safe for concurrent use.
/// </summary>
/// <remarks>
/// There are no typed models: what is only carried is never parsed beyond its metadata, and fields that this version does not know stay.
/// The cost in memory is the bytes plus about 200 bytes.
/// </remarks>
public sealed class KubeObject
{
    private readonly ReadOnlyMemory<byte> _json;
    private readonly KubeObjectFields _fields;
    private string? _uid;
    private string? _resourceVersion;
    private IReadOnlyDictionary<string, string>? _labels;

    private KubeObject(ReadOnlyMemory<byte> json, in KubeObjectFields fields)
    {
        _json = json;
        _fields = fields;
    }

    /// <summary>The object as it came, byte for byte. A valid JSON document.</summary>
    public ReadOnlyMemory<byte> Json => _json;

    /// <summary><c>apiVersion</c>; never empty.</summary>
    public string ApiVersion => _fields.ApiVersion ?? string.Empty;

    /// <summary><c>kind</c>; never empty.</summary>
    public string Kind => _fields.Kind ?? string.Empty;

    /// <summary><c>metadata.namespace</c>; null when absent or empty, as in cluster-scoped objects.</summary>
    public string? Namespace => string.IsNullOrEmpty(_fields.Namespace) ? null : _fields.Namespace;

    /// <summary><c>metadata.name</c>; empty when absent, as in a creation with <c>generateName</c>.</summary>
    public string Name => _fields.Name ?? string.Empty;

    /// <summary><c>metadata.uid</c>; empty when absent.</summary>
    public string Uid => _uid ??= JsonText.Decode(_fields.Uid.In(_json.Span));

    /// <summary><c>metadata.resourceVersion</c>, opaque text; empty when absent.</summary>
    public string ResourceVersion => _resourceVersion ??= JsonText.Decode(_fields.ResourceVersion.In(_json.Span));

    /// <summary><c>metadata.generation</c>; 0 when absent.</summary>
    public long Generation => _fields.Generation;

    /// <summary>Whether <c>metadata.deletionTimestamp</c> is set: deletion was asked for and waits for finalizers.</summary>
    public bool IsDeleting => _fields.DeletionTimestamp.IsPresent;

    /// <summary><c>metadata.deletionTimestamp</c> as it is written (RFC 3339); null when absent.</summary>
    public string? DeletionTimestamp => IsDeleting ? JsonText.Decode(_fields.DeletionTimestamp.In(_json.Span)) : null;

    /// <summary><c>metadata.labels</c>; empty when absent. Read at the first use and kept.</summary>
    public IReadOnlyDictionary<string, string> Labels =>
        _labels ??= _fields.Labels.IsPresent
            ? JsonText.DecodeMap(_fields.Labels.In(_json.Span))
            : FrozenDictionary<string, string>.Empty;

    internal ReadOnlySpan<byte> UidToken => _fields.Uid.In(_json.Span);

    internal ReadOnlySpan<byte> ResourceVersionToken => _fields.ResourceVersion.In(_json.Span);

    /// <summary>Reads an object.</summary>
    /// <param name="utf8">UTF-8 JSON. It is kept, not copied: the caller must not change it afterwards.</param>
    /// <exception cref="FormatException">The text is no object; the message says what is wrong and where.</exception>
    public static KubeObject Parse(ReadOnlyMemory<byte> utf8) =>
        TryParse(utf8, out var value, out var error) ? value : throw new FormatException(error);

    /// <summary>Reads an object; for input from outside, which may be anything.</summary>
    /// <param name="utf8">UTF-8 JSON. It is kept, not copied: the caller must not change it afterwards.</param>
    /// <param name="value">The object.</param>
    /// <param name="error">What is wrong and where: bad JSON, missing or repeated metadata, wrong types, more than 128 levels.</param>
    public static bool TryParse(
        ReadOnlyMemory<byte> utf8, [NotNullWhen(true)] out KubeObject? value, [NotNullWhen(false)] out string? error) =>
        TryParse(utf8, null, out value, out error);

    /// <summary>Makes an object of a JSON tree. The tree may be changed afterwards.</summary>
    /// <exception cref="FormatException">The tree is no Kubernetes object; the message says what is missing.</exception>
    public static KubeObject FromNode(JsonObject node) => Parse(JsonTree.Write(node));

    /// <summary>A new, changeable tree of this object. Of members given twice the last one counts, as in Kubernetes.</summary>
    public JsonObject ToNode() => JsonTree.Read(_json);

    /// <summary>The key of this object as one of the given type.</summary>
    public ResourceKey KeyOf(ResourceType type)
    {
        ArgumentNullException.ThrowIfNull(type);
        return type.Key(Namespace, Name);
    }

    /// <summary>
    /// The value at a path of member names, for example <c>spec.nodeName</c>: text of a string, or a number or boolean as it is written.
    /// Null when there is none or when it is an object, an array or null.
    /// </summary>
    public string? GetField(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return JsonText.Find(_json.Span, path);
    }

    /// <summary>The same object with another <c>metadata.resourceVersion</c>; every other byte stays.</summary>
    public KubeObject WithResourceVersion(string resourceVersion)
    {
        ArgumentNullException.ThrowIfNull(resourceVersion);
        return Parse(JsonSplice.SetResourceVersion(_json.Span, _fields, resourceVersion));
    }

    /// <summary><c>v1 ConfigMap default/demo@12</c>, for logs and test failures.</summary>
    public override string ToString() => $"{ApiVersion} {Kind} {(Namespace is null ? Name : $"{Namespace}/{Name}")}@{ResourceVersion}";

    internal static bool TryParse(
        ReadOnlyMemory<byte> utf8, Utf8StringPool? pool, [NotNullWhen(true)] out KubeObject? value, [NotNullWhen(false)] out string? error)
    {
        if (KubeObjectReader.TryRead(utf8.Span, pool, out var fields, out error))
        {
            value = new KubeObject(utf8, fields);
            error = null;
            return true;
        }

        value = null;
        error ??= "invalid object";
        return false;
    }
}
