using System.Globalization;
using System.Text;
using KubeEdge.Kubernetes.Names;

namespace KubeEdge.Kubernetes.Client;

/// <summary>Builds the path and query of a request. Names come from outside, so each is escaped.</summary>
internal static class RequestPath
{
    public static StringBuilder Collection(ResourceType type, string? ns)
    {
        var path = new StringBuilder(type.Group.Length == 0 ? "api/" : "apis/").Append(type.ApiVersion);
        if (type.IsNamespaced && ns is not null)
        {
            path.Append("/namespaces/").Append(Segment(ns));
        }

        return path.Append('/').Append(type.Plural);
    }

    public static StringBuilder Item(ResourceType type, string? ns, string name, string? subresource = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        RequireNamespace(type, ns);
        var path = Collection(type, ns).Append('/').Append(Segment(name));
        return subresource is null ? path : path.Append('/').Append(subresource);
    }

    public static void RequireNamespace(ResourceType type, string? ns)
    {
        ArgumentNullException.ThrowIfNull(type);
        if (type.IsNamespaced && string.IsNullOrEmpty(ns))
        {
            throw new ArgumentException($"{type} lives in namespaces, so one must be given.", nameof(ns));
        }
    }

    public static string List(ResourceType type, string? ns, KubeListOptions options)
    {
        var path = Collection(type, ns);
        Add(path, "limit", options.Limit?.ToString(CultureInfo.InvariantCulture));
        Add(path, "continue", options.Continue);

        // A continue token carries its version; giving both is an error.
        Add(path, "resourceVersion", options.Continue is null ? options.ResourceVersion : null);
        Add(path, "labelSelector", options.Labels?.ToString());
        Add(path, "fieldSelector", options.Fields?.ToString());
        return path.ToString();
    }

    public static string Watch(ResourceType type, string? ns, KubeWatchOptions options)
    {
        var path = Collection(type, ns);
        Add(path, "watch", "true");
        Add(path, "allowWatchBookmarks", options.AllowBookmarks ? "true" : null);
        Add(path, "resourceVersion", options.ResourceVersion);
        Add(path, "timeoutSeconds", Math.Max(1, (long)options.Timeout.TotalSeconds).ToString(CultureInfo.InvariantCulture));
        Add(path, "labelSelector", options.Labels?.ToString());
        Add(path, "fieldSelector", options.Fields?.ToString());
        return path.ToString();
    }

    public static string Patch(ResourceType type, string? ns, string name, PatchKind kind, KubePatchOptions options)
    {
        var path = Item(type, ns, name, options.Subresource);
        Add(path, "fieldManager", options.FieldManager ?? (kind == PatchKind.Apply ? "kubeedge" : null));
        Add(path, "force", options.Force && kind == PatchKind.Apply ? "true" : null);
        return path.ToString();
    }

    /// <summary>A name as one segment. Dots alone would climb: deleting the object ".." must not address the whole collection.</summary>
    private static string Segment(string name) =>
        name is "." or ".."
            ? throw new ArgumentException($"\"{name}\" is no name of an object or namespace.", nameof(name))
            : Uri.EscapeDataString(name);

    private static void Add(StringBuilder path, string name, string? value)
    {
        if (string.IsNullOrEmpty(value))
        {
            return;
        }

        var separator = path.ToString().Contains('?', StringComparison.Ordinal) ? '&' : '?';
        path.Append(separator).Append(name).Append('=').Append(Uri.EscapeDataString(value));
    }
}
