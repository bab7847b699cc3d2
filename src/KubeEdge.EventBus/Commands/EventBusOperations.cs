namespace KubeEdge.EventBus.Commands;

/// <summary>What modules and the cloud ask of this one, as the original spells it.</summary>
internal static class EventBusOperations
{
    /// <summary>Publish the content on the topic that is the resource.</summary>
    public const string Publish = "publish";

    /// <summary>Send the cloud what is published on the topic that is the resource.</summary>
    public const string Subscribe = "subscribe";

    /// <summary>Do so no longer.</summary>
    public const string Unsubscribe = "unsubscribe";

    /// <summary>Publish the node's credentials, the only resource of this operation.</summary>
    public const string GetResult = "get_result";

    /// <summary>The resource of <see cref="GetResult"/>.</summary>
    public const string AuthInfo = "auth_info";
}
