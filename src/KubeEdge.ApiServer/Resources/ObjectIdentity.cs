using System.Text.Json.Nodes;
using KubeEdge.Kubernetes.Names;
using KubeEdge.Kubernetes.Objects;

namespace KubeEdge.ApiServer.Resources;

/// <summary>Makes an object agree with the path of its request, and keep what no client may change.</summary>
internal static class ObjectIdentity
{
    private static readonly string[] _serverOwned = ["uid", "creationTimestamp", "deletionTimestamp", "deletionGracePeriodSeconds", "generation"];

    /// <summary>Takes the namespace from the path; a different one in the object is an error.</summary>
    public static KubeStatus? SetNamespace(ResourceType type, JsonObject value, string? ns)
    {
        var given = ObjectMeta.Text(value, "namespace");
        if (!type.IsNamespaced)
        {
            // As in Kubernetes, where it is only noticed by the validation of the metadata.
            ObjectMeta.Of(value).Remove("namespace");
            return null;
        }

        if (given.Length > 0 && given != ns)
        {
            return KubeStatus.BadRequest("the namespace of the provided object does not match the namespace sent on the request");
        }

        ObjectMeta.Of(value)["namespace"] = ns;
        return null;
    }

    /// <summary>Compares the object with the name and namespace of the path.</summary>
    public static KubeStatus? CheckName(JsonObject value, string name, string? ns)
    {
        var given = ObjectMeta.Name(value);
        if (given.Length == 0)
        {
            return KubeStatus.BadRequest($"the name of the object ({name} based on URL) was undeterminable: name must be provided");
        }

        if (given != name)
        {
            return KubeStatus.BadRequest($"the name of the object ({given}) does not match the name on the URL ({name})");
        }

        var space = ObjectMeta.Text(value, "namespace");
        return ns is not null && space.Length > 0 && space != ns
            ? KubeStatus.BadRequest($"the namespace of the object ({space}) does not match the namespace on the request ({ns})")
            : null;
    }

    /// <summary>Puts back what the server owns. Managed fields are not kept by this server.</summary>
    public static void Restore(JsonObject value, JsonObject old)
    {
        var metadata = ObjectMeta.Of(value);
        var former = ObjectMeta.Of(old);
        foreach (var name in _serverOwned)
        {
            ObjectMeta.Copy(former, metadata, name);
        }

        ObjectMeta.Copy(former, metadata, "resourceVersion");
        Forget(metadata);
    }

    /// <summary>Sets what the server owns in a new object.</summary>
    public static void Assign(JsonObject value, IdentitySource identities)
    {
        var metadata = ObjectMeta.Of(value);
        foreach (var name in _serverOwned)
        {
            metadata.Remove(name);
        }

        Forget(metadata);
        metadata["uid"] = IdentitySource.NewUid();
        metadata["creationTimestamp"] = identities.Now();
    }

    private static void Forget(JsonObject metadata)
    {
        metadata.Remove("selfLink");
        metadata.Remove("managedFields");
    }
}
