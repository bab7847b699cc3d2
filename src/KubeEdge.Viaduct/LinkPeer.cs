using System.Collections.Immutable;
using System.Net;
using System.Security.Cryptography.X509Certificates;

namespace KubeEdge.Viaduct;

/// <summary>The other end of a link.</summary>
public sealed class LinkPeer
{
    private volatile WireGeneration _wire;

    /// <summary>The node name: of the edge node in both directions. Empty when the peer named none.</summary>
    public required string NodeId { get; init; }

    /// <summary>The project id of the upgrade; the original's default when the peer named none.</summary>
    public string ProjectId { get; init; } = DefaultProjectId;

    /// <summary>The peer's address, when there is one.</summary>
    public EndPoint? Remote { get; init; }

    /// <summary>The peer's certificate, when the transport has one. Owned by whoever made the link.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>What the peer speaks like. Set once it is known; <see cref="WireGeneration.Unknown"/> until then.</summary>
    public WireGeneration Wire
    {
        get => _wire;
        set => _wire = value;
    }

    /// <summary>
    /// What both sides agreed on beyond the original's wire (<c>KubeEdge-Features</c> on the upgrade). Empty with a peer of the original.
    /// </summary>
    public IReadOnlySet<string> Features { get; init; } = ImmutableHashSet<string>.Empty;

    /// <summary>The project id that the original's edge uses unless configured otherwise.</summary>
    public const string DefaultProjectId = "e632aba927ea4ac2b575ec1603d56f10";

    /// <summary>Node and address, for logs.</summary>
    public override string ToString() => Remote is null ? NodeId : $"{NodeId} ({Remote})";
}
