using System.Text.Json.Nodes;
using KubeEdge.ApiServer.Responses;

namespace KubeEdge.ApiServer.Patching;

/// <summary>RFC 6902: a list of operations, all or none of which count.</summary>
internal static class JsonPatch
{
    /// <summary>As in kube-apiserver: no honest client needs more, and each may copy the whole object.</summary>
    private const int MostOperations = 10_000;

    /// <summary>Carries out the operations on <paramref name="target"/>, which is useless after a failure.</summary>
    /// <param name="target">The object to change.</param>
    /// <param name="patch">The operations.</param>
    /// <param name="largest">Bytes that the result may have; copies can grow without end.</param>
    public static void Apply(JsonObject target, JsonArray patch, long largest)
    {
        if (patch.Count > MostOperations)
        {
            throw new PatchException($"The allowed maximum operations in a JSON patch is {MostOperations}, got {patch.Count}");
        }

        var copied = 0L;
        foreach (var item in patch)
        {
            if (item is not JsonObject operation)
            {
                throw new PatchException("a JSON patch operation is no object");
            }

            Apply(target, operation, ref copied, largest);
        }
    }

    private static void Apply(JsonObject target, JsonObject operation, ref long copied, long largest)
    {
        var name = Text(operation, "op");
        var path = Text(operation, "path");
        var done = name switch
        {
            "add" => Find(target, path).TryAdd(operation["value"]?.DeepClone()),
            "replace" => Find(target, path).TryReplace(operation["value"]?.DeepClone()),
            "remove" => Find(target, path).TryRemove(),
            "test" => Find(target, path).TryGet(out var found) && JsonNode.DeepEquals(found, operation["value"]),
            "move" => Move(target, operation, path),
            "copy" => Find(target, path).TryAdd(Copy(target, operation, ref copied, largest)),
            _ => throw new PatchException($"Unexpected kind: {name}"),
        };
        if (!done)
        {
            throw new PatchException($"{name} operation does not apply: doc is missing path: {GoText.Quote(path)}");
        }
    }

    private static bool Move(JsonObject target, JsonObject operation, string path)
    {
        var source = Find(target, Text(operation, "from"));
        return source.TryGet(out var value) && source.TryRemove() && Find(target, path).TryAdd(value?.DeepClone());
    }

    private static JsonNode? Copy(JsonObject target, JsonObject operation, ref long copied, long largest)
    {
        var from = Text(operation, "from");
        if (!Find(target, from).TryGet(out var value))
        {
            throw new PatchException($"copy operation does not apply: doc is missing from path: {GoText.Quote(from)}");
        }

        copied += value is null ? 0 : ObjectJson.Write(value).Length;
        return copied <= largest
            ? value?.DeepClone()
            : throw new PatchException($"copied more than {largest} bytes");
    }

    private static JsonPointer Find(JsonObject target, string path) => JsonPointer.TryFind(target, path, out var pointer)
        ? pointer
        : throw new PatchException($"doc is missing path: {GoText.Quote(path)}");

    private static string Text(JsonObject operation, string name) =>
        operation[name] is JsonValue value && value.TryGetValue<string>(out var text)
            ? text
            : throw new PatchException($"a JSON patch operation has no {name}");
}
