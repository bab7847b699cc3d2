namespace KubeEdge.Beehive.Messages;

/// <summary>The verbs of the wire, exactly as the original spells them.</summary>
public static class Operations
{
    /// <summary>A new object.</summary>
    public const string Insert = "insert";

    /// <summary>A new version of an object.</summary>
    public const string Update = "update";

    /// <summary>A patch of an object.</summary>
    public const string Patch = "patch";

    /// <summary>An object is gone.</summary>
    public const string Delete = "delete";

    /// <summary>A question for an object.</summary>
    public const string Query = "query";

    /// <summary>An answer, or an acknowledgement when the content is <c>OK</c>.</summary>
    public const string Response = "response";

    /// <summary>An answer that says what went wrong, as text.</summary>
    public const string Error = "error";

    /// <summary>Data for a rule.</summary>
    public const string Upload = "upload";

    /// <summary>The edge's heartbeat.</summary>
    public const string Keepalive = "keepalive";

    /// <summary>The cloud link of the edge came up or went down.</summary>
    public const string Connect = "connect";

    /// <summary>Transport control: answered by the receiving link itself.</summary>
    public const string Ping = "ping";

    /// <summary>Transport control: answered by the receiving link itself.</summary>
    public const string Pong = "pong";

    /// <summary>Transport control: answered by the receiving link itself.</summary>
    public const string Config = "config";
}
