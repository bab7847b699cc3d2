namespace KubeEdge.Mappers;

/// <summary>Who a mapper is, where it and the edge core find each other, and how patient it is with devices.</summary>
public sealed class MapperOptions
{
    /// <summary>The name that the edge core knows it by. Default: the name of the driver's class, in lower case.</summary>
    public string Name { get; set; } = "";

    /// <summary>
    /// The protocol: it gets the devices whose <c>spec.protocol.protocolName</c> is this. Required. An edge core has one mapper for each.
    /// </summary>
    public string Protocol { get; set; } = "";

    /// <summary>The version that it tells of itself. Default <c>v1.0.0</c>.</summary>
    public string Version { get; set; } = "v1.0.0";

    /// <summary>
    /// The socket of the edge core. Default <c>/etc/kubeedge/dmi.sock</c>, as in the original; on Windows <c>%ProgramData%\KubeEdge\dmi.sock</c>.
    /// </summary>
    public string EdgeSocket { get; set; } = Path.Join(Folder, "dmi.sock");

    /// <summary>The socket of this mapper, a full path. Default beside that of the edge core: the protocol and <c>.sock</c>.</summary>
    public string Socket { get; set; } = "";

    /// <summary>Who may connect to <see cref="Socket"/>. Default 0600: the user of this program.</summary>
    public UnixFileMode SocketMode { get; set; } = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>
    /// How long a driver may take to connect, to read or to write a property. Default 5 s, limits 10 ms to 10 min. Then the device has failed.
    /// </summary>
    public TimeSpan OperationTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>First pause before a device that failed is connected again; doubles. Default 1 s, limits 10 ms to 1 h.</summary>
    public TimeSpan ReconnectDelay { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Longest such pause. Default 60 s, limits <see cref="ReconnectDelay"/> to 1 day.</summary>
    public TimeSpan MaximumReconnectDelay { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How long the edge core may take to answer. Default 10 s, limits 100 ms to 10 min.</summary>
    public TimeSpan EdgeTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>First pause before an edge core that is away is called again; doubles up to 30 s. Default 500 ms, limits 10 ms to 30 s.</summary>
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>
    /// How often the mapper registers again while all is well. Default 30 s, limits 1 s to 1 h. An edge core that was restarted does not
    /// call anybody before (up to 1.22); one that is ours does. A report that fails brings the registration forward.
    /// </summary>
    public TimeSpan RegisterInterval { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Devices that it takes, and models. Default 10,000, limits 1 to 1,000,000. One more is refused with ResourceExhausted.
    /// </summary>
    public int MaximumDevices { get; set; } = 10_000;

    /// <summary>
    /// The unit of <c>collectCycle</c> and <c>reportCycle</c>. Default <see cref="CycleUnit.Automatic"/>.
    /// </summary>
    public CycleUnit CycleUnit { get; set; }

    /// <summary>Where sockets are unless options say otherwise; the edge core looks there too.</summary>
    internal static string Folder { get; } = OperatingSystem.IsWindows()
        ? Path.Join(Environment.GetFolderPath(Environment.SpecialFolder.CommonApplicationData), "KubeEdge")
        : "/etc/kubeedge";
}
