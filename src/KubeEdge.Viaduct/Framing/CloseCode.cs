namespace KubeEdge.Viaduct.Framing;

/// <summary>The close codes of RFC 6455 that a link uses.</summary>
internal static class CloseCode
{
    public const ushort Normal = 1000;
    public const ushort GoingAway = 1001;
    public const ushort ProtocolError = 1002;
    public const ushort NoneReceived = 1005;
    public const ushort InvalidPayload = 1007;
    public const ushort Policy = 1008;
    public const ushort TooLarge = 1009;

    /// <summary>The longest reason that fits a control frame beside the code.</summary>
    public const int LongestReason = 123;

    /// <summary>The code that tells a peer why.</summary>
    public static ushort For(LinkCloseReason reason) => reason switch
    {
        LinkCloseReason.Shutdown => GoingAway,
        LinkCloseReason.ProtocolError => ProtocolError,
        LinkCloseReason.TooLarge => TooLarge,
        LinkCloseReason.Refused or LinkCloseReason.Timeout => Policy,
        _ => Normal,
    };
}
