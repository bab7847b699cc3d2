namespace KubeEdge.DeviceTwin;

/// <summary>How many devices and twins there may be, and how the module deals with its neighbours.</summary>
public sealed class DeviceTwinOptions
{
    /// <summary>
    /// Devices that this node has whether or not a cloud knows them: <c>name</c> or <c>namespace/name</c>. Default: none. They stay when
    /// the cloud removes them.
    /// </summary>
    public ISet<string> LocalDevices { get; } = new SortedSet<string>(StringComparer.Ordinal);

    /// <summary>Most devices. Further ones are not taken; a line in the log says so. Default 10,000, limits 1 to 100,000.</summary>
    public int MaximumDevices { get; set; } = 10_000;

    /// <summary>
    /// Most twins of a device, deleted ones included. An update that would make more is answered with 400. Default 1,000, limits 1 to
    /// 10,000.
    /// </summary>
    public int MaximumTwins { get; set; } = 1_000;

    /// <summary>
    /// Most updates that share one write to disk; a queue of more is written in several turns. Default 512, limits 1 to 10,000.
    /// </summary>
    public int MaximumBatch { get; set; } = 512;

    /// <summary>
    /// How often a write that the store refuses is tried, a second apart, before updates are answered with 500. Default 5 as in the
    /// original, limits 1 to 100.
    /// </summary>
    public int StoreAttempts { get; set; } = 5;

    /// <summary>
    /// How long a full inbox of the MQTT side is waited for before a message to it is dropped, so that it cannot stop the twins. Default
    /// 5 s, limits 0 to 1 min.
    /// </summary>
    public TimeSpan PublishTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// First pause before an update that the cloud did not confirm is sent again; doubles. Default 1 s, limits 100 ms to 1 min.
    /// </summary>
    public TimeSpan ResendDelay { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Longest such pause. Default 60 s, limits <see cref="ResendDelay"/> to 1 h.</summary>
    public TimeSpan MaximumResendDelay { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// Also give those error answers that the original gives to nobody: refused updates to the topic without a device, and a 400 to a
    /// device that the cloud names again. Default false.
    /// </summary>
    public bool OriginalErrorAnswers { get; set; }
}
