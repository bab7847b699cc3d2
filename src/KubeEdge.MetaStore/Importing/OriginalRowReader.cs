using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using KubeEdge.Kubernetes.Names;
using KubeEdge.Kubernetes.Objects;

namespace KubeEdge.MetaStore.Importing;

/// <summary>Finds the object in a row, and distrusts it: the original stores error answers and patches beside objects.</summary>
internal sealed class OriginalRowReader(ResourceTable resources)
{
    private static readonly HashSet<string> _transient = new(StringComparer.Ordinal)
    {
        "podpatch", "nodepatch", "podstatus", "nodestatus", "rulestatus", "podlist", "lease", "event", "serviceaccounttoken",
        "certificatesigningrequest", "volume", "devicemapper",
    };

    /// <summary>
    /// Reads a row. False with a reason when an object should be there and is not; false without one when the row never holds anything
    /// that lasts.
    /// </summary>
    public bool TryRead(in OriginalRow row, out ImportedObject found, out string? reason)
    {
        found = default;
        reason = null;
        return Locate(row, out var key, out var type) && TryRead(row, key, type, out found, out reason);
    }

    /// <summary><c>namespace/type/name</c>, or <c>/group/version/resource/namespace/name</c>.</summary>
    private bool Locate(in OriginalRow row, out ResourceKey key, out ResourceType? type)
    {
        key = default;
        type = null;
        var parts = row.Key.Split('/');
        if (row.Type.Length > 0)
        {
            if (_transient.Contains(row.Type) || parts.Length != 3 || parts[2].Length == 0)
            {
                return false;
            }

            key = resources.TryGetBySingular(row.Type, out type)
                ? type.Key(Present(parts[0]), parts[2])
                : new ResourceKey(string.Empty, row.Type, Present(parts[0]), parts[2]);
            return true;
        }

        if (parts.Length != 6 || parts[0].Length > 0 || Present(parts[5]) is not { } name)
        {
            return false;
        }

        var group = parts[1] == "core" ? string.Empty : parts[1];
        resources.TryGetByPlural(group, parts[3], out type);
        key = new ResourceKey(group, parts[3], Present(parts[4]), name);
        return true;
    }

    private static bool TryRead(in OriginalRow row, in ResourceKey key, ResourceType? type, out ImportedObject found, out string? reason)
    {
        found = default;
        if (Parse(row.Value, type, out reason) is not { } value)
        {
            return false;
        }

        if (value.Name != key.Name || (key.Namespace is not null && value.Namespace is not null && value.Namespace != key.Namespace))
        {
            reason = $"it holds {value}, which has another name";
        }
        else if (ulong.TryParse(value.ResourceVersion, NumberStyles.None, CultureInfo.InvariantCulture, out var version))
        {
            found = new ImportedObject(key, version, value);
        }
        else
        {
            reason = $"its resourceVersion '{value.ResourceVersion}' is not a number";
        }

        return reason is null;
    }

    private static KubeObject? Parse(ReadOnlyMemory<byte> json, ResourceType? type, out string? reason)
    {
        if (KubeObject.TryParse(json, out var value, out reason))
        {
            return value;
        }

        try
        {
            if (JsonNode.Parse(json.Span) is not JsonObject node)
            {
                return null;
            }

            if (node.ContainsKey("ErrStatus"))
            {
                reason = "it holds an error answer in place of the object";
                return null;
            }

            // Rows of answers lack what the original's typed client leaves out.
            if (type is not null && node.TryAdd("kind", type.Kind) | node.TryAdd("apiVersion", type.ApiVersion))
            {
                return KubeObject.TryParse(Encoding.UTF8.GetBytes(node.ToJsonString()), out value, out reason) ? value : null;
            }
        }
        catch (Exception broken) when (broken is JsonException or ArgumentException)
        {
            reason = $"it holds no JSON object: {broken.Message}";
        }

        return null;
    }

    private static string? Present(string part) => part is "" or "null" ? null : part;
}
