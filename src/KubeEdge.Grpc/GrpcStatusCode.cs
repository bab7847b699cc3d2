namespace KubeEdge.Grpc;

/// <summary>How a call ended; names and numbers of the standard.</summary>
public enum GrpcStatusCode
{
    /// <summary>Done.</summary>
    Ok = 0,

    /// <summary>Given up by the caller, or by a channel or server that was closed meanwhile.</summary>
    Cancelled = 1,

    /// <summary>Failed, and nobody says how; Go servers answer so to every plain error.</summary>
    Unknown = 2,

    /// <summary>The request is wrong, whatever the state of the system.</summary>
    InvalidArgument = 3,

    /// <summary>Not done in time. It may have been done all the same.</summary>
    DeadlineExceeded = 4,

    /// <summary>What was asked for does not exist.</summary>
    NotFound = 5,

    /// <summary>What should be made exists.</summary>
    AlreadyExists = 6,

    /// <summary>The caller may not.</summary>
    PermissionDenied = 7,

    /// <summary>A limit is reached: a rate, a quota, or the size of a message.</summary>
    ResourceExhausted = 8,

    /// <summary>Not in the state that this needs.</summary>
    FailedPrecondition = 9,

    /// <summary>Given up because of somebody else who did the same at the time.</summary>
    Aborted = 10,

    /// <summary>Beyond the end.</summary>
    OutOfRange = 11,

    /// <summary>The server has no such method.</summary>
    Unimplemented = 12,

    /// <summary>A message that cannot be read, or a peer that broke the protocol.</summary>
    Internal = 13,

    /// <summary>Nobody answers at the address, or the connection broke. Worth another try.</summary>
    Unavailable = 14,

    /// <summary>Data is lost or damaged.</summary>
    DataLoss = 15,

    /// <summary>It is not known who the caller is.</summary>
    Unauthenticated = 16,
}
