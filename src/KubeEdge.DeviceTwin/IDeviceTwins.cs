namespace KubeEdge.DeviceTwin;

/// <summary>
/// The twins of this node's devices, for code in the same process: what a device should do (desired) and what it does (reported). The
/// same updates, in the same order, as over MQTT; nothing of it needs a broker or a cloud.
/// </summary>
public interface IDeviceTwins
{
    /// <summary>The devices of this node, ordered by namespace and name, as they stand after the newest commit.</summary>
    /// <param name="cancellationToken">Ends the wait for the module to start.</param>
    ValueTask<IReadOnlyList<DeviceState>> ListAsync(CancellationToken cancellationToken = default);

    /// <summary>One device with all its twins at one moment; null when this node does not have it.</summary>
    /// <param name="device">Which one.</param>
    /// <param name="cancellationToken">Ends the wait for the module to start.</param>
    ValueTask<DeviceState?> GetAsync(DeviceId device, CancellationToken cancellationToken = default);

    /// <summary>
    /// Reports values of a device, all or none. Completes when they are on disk; MQTT clients and the cloud are told by themselves.
    /// Values are text of at most 512 letters, digits and <c>- _ . , : / @ #</c>; helpers for numbers are in
    /// <see cref="DeviceTwinsExtensions"/>. A device takes what was reported in the order of the calls.
    /// </summary>
    /// <param name="device">Which device.</param>
    /// <param name="reported">Names and values.</param>
    /// <param name="cancellationToken">Ends the wait; what was handed over is stored nevertheless.</param>
    ValueTask<TwinReportResult> ReportAsync(
        DeviceId device, IReadOnlyDictionary<string, string> reported, CancellationToken cancellationToken = default);

    /// <summary>
    /// Reports how a device is: <c>online</c>, <c>offline</c>, <c>ok</c>, <c>unknown</c>, <c>unhealthy</c> or <c>disconnected</c>, of which
    /// releases of the original know different ones. Completes when it is on disk.
    /// </summary>
    /// <param name="device">Which device.</param>
    /// <param name="state">The state.</param>
    /// <param name="cancellationToken">Ends the wait; what was handed over is stored nevertheless.</param>
    ValueTask<TwinReportResult> ReportStateAsync(DeviceId device, string state, CancellationToken cancellationToken = default);

    /// <summary>
    /// What a device should do: first every desired value that differs from the reported one, then each change, without end. No value is
    /// lost; a reader that is slow gets the latest of each name. A device that this node does not have yet is waited for.
    /// </summary>
    /// <param name="device">Which device.</param>
    /// <param name="cancellationToken">Ends the stream.</param>
    IAsyncEnumerable<DesiredChange> DesiredAsync(DeviceId device, CancellationToken cancellationToken = default);
}
