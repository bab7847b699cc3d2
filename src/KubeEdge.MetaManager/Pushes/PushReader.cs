using System.Globalization;
using KubeEdge.Beehive.Messages;
using KubeEdge.Kubernetes.Names;
using KubeEdge.Kubernetes.Objects;

namespace KubeEdge.MetaManager.Pushes;

/// <summary>
/// Reads a message as a push: the original's decision table, as far as the store is concerned. Who else wants to know reads the
/// store; nothing is copied to other modules.
/// </summary>
internal sealed class PushReader(WireTypes types)
{
    public Push Read(Message message)
    {
        ref readonly var route = ref message.Route;
        var isResponse = route.Operation == Operations.Response;
        if (!isResponse && route.Operation is not (Operations.Insert or Operations.Update or Operations.Delete))
        {
            return new Push { Kind = PushKind.None, Uid = string.Empty };
        }

        if (isResponse && message.Content.IsText("OK"))
        {
            return new Push { Kind = PushKind.NoObject, Uid = string.Empty };
        }

        if (!ResourcePath.TryParse(route.Resource, out var path) || path.Name.Length == 0)
        {
            return Push.Malformed($"{route.Operation}: '{PushContent.Shorten(route.Resource)}' is no path of an object; expected namespace/type/name");
        }

        var key = types.KeyOf(path, out var type);
        var content = message.Content.ToData();
        return route.Operation == Operations.Delete ? ReadDelete(content, key) : ReadPut(message, content, key, type);
    }

    // Whatever the content of a delete is, the path says which object; a uid only narrows it.
    private static Push ReadDelete(ReadOnlyMemory<byte> content, in ResourceKey key) =>
        new() { Kind = PushKind.Delete, Key = key, Uid = PushContent.UidOf(content) };

    private static Push ReadPut(Message message, ReadOnlyMemory<byte> content, in ResourceKey key, ResourceType? type)
    {
        var where = $"{message.Route.Operation} {PushContent.Shorten(message.Route.Resource)}";
        var isResponse = message.Route.Operation == Operations.Response;
        if (PushContent.IsError(content.Span) || (PushContent.IsWrapped(content.Span) && !PushContent.TryUnwrap(content, out content)))
        {
            return isResponse
                ? new Push { Kind = PushKind.NoObject, Uid = string.Empty }
                : Push.Malformed($"{where}: the content is an error status, not an object");
        }

        if (PushContent.TryRead(content, type, out var error) is not { } value)
        {
            return Push.Malformed($"{where}: content: {error}");
        }

        if (PushContent.Mismatch(value, key) is { } mismatch)
        {
            return Push.Malformed($"{where}: {mismatch}");
        }

        var version = value.ResourceVersion.Length > 0 ? value.ResourceVersion : message.Header.ResourceVersion ?? string.Empty;
        if (!ulong.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return Push.Malformed($"{where}: resourceVersion '{PushContent.Shorten(version)}' is not a number");
        }

        return new Push { Kind = PushKind.Put, Key = key, Uid = value.Uid, ResourceVersion = number, Json = value.Json };
    }
}
