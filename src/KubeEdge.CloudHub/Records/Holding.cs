using KubeEdge.CloudHub.Delivery;

namespace KubeEdge.CloudHub.Records;

/// <summary>
/// One object (by uid) that a node holds or may hold, and the state of its record in the API. Guarded by the ledger's gate.
/// </summary>
/// <param name="uid">The object's uid.</param>
internal sealed class Holding(string uid)
{
    public string Uid { get; } = uid;

    /// <summary>The version the node acknowledged; <see cref="ResourceVersions.None"/> when it may hold some version or none.</summary>
    public string Version { get; set; } = ResourceVersions.None;

    /// <summary>Whether the object was ever sent to the node, by this process or one before it.</summary>
    public bool IsOffered { get; set; }

    /// <summary>
    /// The version at which a record was found that is not known to be of this process: whoever made it may have sent the object. Null when
    /// there was none; empty when its version is not known.
    /// </summary>
    public string? FoundVersion { get; set; }

    /// <summary>Whether the node may hold the object, whoever sent it.</summary>
    public bool MayBeHeld => IsOffered || FoundVersion is not null;

    /// <summary>The node acknowledged the deletion; only the record is left to remove.</summary>
    public bool IsGone { get; set; }

    /// <summary>The record's own resourceVersion: null when there is no record, empty when there is one of unknown version.</summary>
    public string? RecordVersion { get; set; }

    /// <summary>The version that the record in the API names; empty when it names none.</summary>
    public string StoredVersion { get; set; } = string.Empty;

    /// <summary>Somebody removed the record and it was made again; the node has not answered since.</summary>
    public bool IsRestored { get; set; }

    /// <summary>Somebody else wrote or removed the record; set right when the node is heard again.</summary>
    public bool IsContested { get; set; }

    /// <summary>Waits in the writer's queue.</summary>
    public bool IsQueued { get; set; }

    /// <summary>A write is under way.</summary>
    public bool IsWriting { get; set; }

    /// <summary>Another object that the node may hold under the same name.</summary>
    public Holding? Next { get; set; }

    /// <summary>Whether the record in the API differs from what is known.</summary>
    public bool NeedsWrite => IsGone ? RecordVersion is not null : RecordVersion is null || StoredVersion != Version;
}
