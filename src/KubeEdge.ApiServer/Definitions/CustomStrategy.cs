using System.Text.Json.Nodes;
using KubeEdge.ApiServer.Resources;
using KubeEdge.ApiServer.Validation;
using KubeEdge.Kubernetes.Names;

namespace KubeEdge.ApiServer.Definitions;

/// <summary>Objects of a custom resource that has a schema.</summary>
internal sealed class CustomStrategy(ResourceType type, SchemaNode schema) : ResourceStrategy(type)
{
    public override void Validate(JsonObject value, FieldErrors errors)
    {
        foreach (var name in schema.Required)
        {
            if (!value.ContainsKey(name))
            {
                errors.Required(name);
            }
        }

        foreach (var (name, property) in schema.Properties)
        {
            // The metadata has rules of its own; what a schema says of it is let be, as in Kubernetes but for a few.
            if (name is not ("apiVersion" or "kind" or "metadata") && value.TryGetPropertyValue(name, out var member))
            {
                SchemaValidator.Check(member, property, name, errors);
            }
        }
    }
}
