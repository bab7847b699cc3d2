using System.Buffers;
using System.Buffers.Text;
using System.Text;
using KubeEdge.Beehive.Messages;
using KubeEdge.DeviceTwin.Topics;

namespace KubeEdge.DeviceTwin.Turns;

/// <summary>Tells what a message asks, by where it comes from and what it is about.</summary>
internal static class RequestReader
{
    public static Request Read(Message message)
    {
        // An answer is a confirmation, wherever it comes from.
        if (!message.Header.ParentId.IsEmpty)
        {
            var isConfirmed = message.Route.Operation == Operations.Response;
            return new(isConfirmed ? RequestKind.Confirmation : RequestKind.Nothing, message, string.Empty, default);
        }

        return message.Route.Source switch
        {
            GroupNames.Bus => ReadTopic(message),
            ModuleNames.DeviceController or SourceNames.EdgeManager => ReadCloud(message),
            ModuleNames.DeviceTwin when message.Content.Kind == ContentKind.Object => ReadOwn(message),

            // Objects are read from the store, and the link's state where it is kept.
            SourceNames.EdgeHub or GroupNames.Meta or ModuleNames.MetaManager => new(RequestKind.Nothing, message, string.Empty, default),
            _ => new(RequestKind.Unknown, message, string.Empty, default),
        };
    }

    private static Request ReadTopic(Message message)
    {
        var kind = TwinTopics.Parse(Decode(message.Route.Resource), out var device) switch
        {
            TopicKind.TwinUpdate => RequestKind.TwinUpdate,
            TopicKind.TwinGet => RequestKind.TwinGet,
            TopicKind.CloudUpdate => RequestKind.CloudUpdate,
            TopicKind.StateUpdate => RequestKind.StateUpdate,
            TopicKind.DeviceUpdate => RequestKind.DeviceUpdate,
            TopicKind.MembershipGet => RequestKind.MembershipGet,
            _ => RequestKind.Unknown,
        };
        return new(kind, message, device, kind == RequestKind.Unknown ? default : message.Content.ToData());
    }

    private static Request ReadCloud(Message message)
    {
        var (resource, body) = (message.Route.Resource, message.Content.ToData());
        if (resource == TwinMessages.Membership)
        {
            return new(RequestKind.Membership, message, string.Empty, body);
        }

        if (resource.StartsWith(TwinMessages.MembershipDetail, StringComparison.Ordinal))
        {
            return new(RequestKind.MembershipDetail, message, string.Empty, body);
        }

        if (!resource.StartsWith(TwinMessages.DevicePrefix, StringComparison.Ordinal))
        {
            return new(RequestKind.Unknown, message, string.Empty, default);
        }

        var levels = resource[TwinMessages.DevicePrefix.Length..];
        if (TwinTopics.ParseDevice(levels, out var device) == TopicKind.CloudUpdate)
        {
            return new(RequestKind.CloudUpdate, message, device, body);
        }

        var isUpdate = message.Route.Operation.Contains(TwinMessages.Updated, StringComparison.Ordinal) && DeviceId.TryParse(levels, out _);
        return new(isUpdate ? RequestKind.DeviceUpdate : RequestKind.Unknown, message, isUpdate ? levels : string.Empty, body);
    }

    private static Request ReadOwn(Message message)
    {
        var kind = message.Route.Resource == TwinMessages.Local ? RequestKind.LocalReport : RequestKind.Objects;
        return new(kind, message, string.Empty, default);
    }

    /// <summary>The topic, which is the resource as base64 for addresses; empty when it is not that.</summary>
    private static string Decode(string resource)
    {
        var bytes = ArrayPool<byte>.Shared.Rent(Math.Max(16, resource.Length));
        try
        {
            return Base64Url.DecodeFromChars(resource, bytes, out _, out var written) == OperationStatus.Done
                ? Encoding.UTF8.GetString(bytes, 0, written)
                : string.Empty;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }
}
