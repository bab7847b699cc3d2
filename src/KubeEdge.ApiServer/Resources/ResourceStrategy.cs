using System.Text.Json.Nodes;
using KubeEdge.ApiServer.Validation;
using KubeEdge.Kubernetes.Names;

namespace KubeEdge.ApiServer.Resources;

/// <summary>
/// How objects of one resource are completed and checked before they are stored. This one serves resources that are plain data: only
/// what the server itself owns is set, the rest is kept as it came.
/// </summary>
internal class ResourceStrategy(ResourceType type)
{
    /// <summary>Groups of Kubernetes whose objects count the changes of their spec, as custom resources do; the core group does not.</summary>
    private bool CountsGenerations => type.IsCustom || (type.HasStatus && type.Group.Length > 0);

    protected ResourceType Type => type;

    /// <summary>Whether whoever writes the status may change labels and annotations along with it, as kubelets do.</summary>
    protected virtual bool StatusCarriesMetadata => false;

    /// <summary>How long an object is kept after it was written last; null for ever.</summary>
    public virtual TimeSpan? Lifetime => null;

    public virtual NameRule NameRule => type switch
    {
        { Group: "rbac.authorization.k8s.io" } => NameRule.PathSegment,
        _ => NameRule.Subdomain,
    };

    /// <summary>Completes a new object. Name and namespace are set, types are checked.</summary>
    public virtual void PrepareForCreate(JsonObject value)
    {
        Complete(value);

        // A client does not decide what the world looks like, except for built-in objects that report themselves, such as nodes.
        if (type is { HasStatus: true, IsCustom: true })
        {
            value.Remove("status");
        }

        if (CountsGenerations)
        {
            ObjectMeta.Of(value)["generation"] = 1;
        }
    }

    /// <summary>Puts back what a plain update may not change.</summary>
    public virtual void PrepareForUpdate(JsonObject value, JsonObject old)
    {
        // Before the comparison with the old one, which is complete.
        Complete(value);
        if (type.HasStatus)
        {
            ObjectMeta.Copy(old, value, "status");
        }

        if (CountsGenerations)
        {
            var generation = old["metadata"]?["generation"] is JsonValue number && number.TryGetValue<long>(out var last) ? last : 0;
            ObjectMeta.Of(value)["generation"] = SpecChanged(value, old, type.HasStatus) ? generation + 1 : generation;
        }
    }

    /// <summary>Puts back everything but the status, for updates through the status subresource.</summary>
    public virtual void PrepareForStatusUpdate(JsonObject value, JsonObject old)
    {
        foreach (var name in value.Select(member => member.Key).ToArray())
        {
            if (!IsOfStatus(name))
            {
                ObjectMeta.Copy(old, value, name);
            }
        }

        foreach (var (name, member) in old)
        {
            if (!IsOfStatus(name))
            {
                value[name] = member?.DeepClone();
            }
        }
    }

    /// <summary>Fills in what the resource has when it is left out, new or changed.</summary>
    protected virtual void Complete(JsonObject value)
    {
    }

    /// <summary>Checks what is special to the resource.</summary>
    public virtual void Validate(JsonObject value, FieldErrors errors)
    {
    }

    /// <summary>Checks a change beyond <see cref="Validate"/>.</summary>
    public virtual void ValidateUpdate(JsonObject value, JsonObject old, FieldErrors errors)
    {
    }

    /// <summary>How long an object lives on after its deletion was asked for; zero removes it at once.</summary>
    public virtual TimeSpan GraceOf(JsonObject value, long? requestedSeconds) => TimeSpan.Zero;

    private bool IsOfStatus(string name) => name == "status" || (name == "metadata" && StatusCarriesMetadata);

    private static bool SpecChanged(JsonObject value, JsonObject old, bool hasStatus)
    {
        foreach (var name in value.Concat(old).Select(member => member.Key).Distinct(StringComparer.Ordinal))
        {
            if (name is not ("metadata" or "apiVersion" or "kind") && (name != "status" || !hasStatus) && !JsonNode.DeepEquals(value[name], old[name]))
            {
                return true;
            }
        }

        return false;
    }
}
