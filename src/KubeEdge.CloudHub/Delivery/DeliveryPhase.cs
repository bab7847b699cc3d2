namespace KubeEdge.CloudHub.Delivery;

/// <summary>Where an object's delivery to one node stands.</summary>
internal enum DeliveryPhase
{
    /// <summary>Nothing is under way and nothing waits.</summary>
    Idle,

    /// <summary>In the queue for a place in the window.</summary>
    Ready,

    /// <summary>In the window: its record is being created.</summary>
    Recording,

    /// <summary>In the window: handed to the link.</summary>
    Sending,

    /// <summary>In the window: sent, not acknowledged.</summary>
    Waiting,

    /// <summary>Out of the window after an error, for a while.</summary>
    BackingOff,
}
