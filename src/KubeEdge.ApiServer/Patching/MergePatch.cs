using System.Text.Json.Nodes;

namespace KubeEdge.ApiServer.Patching;

/// <summary>RFC 7396: members replace, null removes.</summary>
internal static class MergePatch
{
    public static void Apply(JsonObject target, JsonObject patch)
    {
        foreach (var (name, value) in patch)
        {
            if (value is null)
            {
                target.Remove(name);
            }
            else if (value is JsonObject members)
            {
                if (target[name] is not JsonObject nested)
                {
                    target[name] = nested = [];
                }

                Apply(nested, members);
            }
            else
            {
                target[name] = value.DeepClone();
            }
        }
    }
}
