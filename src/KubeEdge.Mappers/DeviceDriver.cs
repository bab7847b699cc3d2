namespace KubeEdge.Mappers;

/// <summary>
/// Talks to one device. The framework makes one instance per device with its services, and calls it from one task only, so that it needs
/// no locks; each call has a deadline (<see cref="MapperOptions.OperationTimeout"/>). What it throws is counted, logged once per kind and
/// tried again; other devices do not notice.
/// </summary>
public abstract class DeviceDriver : IAsyncDisposable
{
    /// <summary>
    /// Reaches the device; called before anything else, and on a new instance after the device failed or was changed. The default does nothing.
    /// </summary>
    /// <param name="device">What is known of the device.</param>
    /// <param name="cancellationToken">The deadline, or the end of the device.</param>
    /// <exception cref="DeviceConfigurationException">The device is described wrong; tried again when the description changes, and rarely.</exception>
    public virtual ValueTask ConnectAsync(DeviceContext device, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <summary>Reads a property; called each <see cref="PropertyContext.CollectCycle"/>.</summary>
    /// <returns>The value as text.</returns>
    public abstract ValueTask<string> ReadAsync(PropertyContext property, CancellationToken cancellationToken);

    /// <summary>
    /// Writes what the cloud wants a property to be; called when that differs from what was read, never for a read-only property. The
    /// default says that this driver cannot.
    /// </summary>
    public virtual ValueTask WriteAsync(PropertyContext property, string value, CancellationToken cancellationToken) =>
        throw new NotSupportedException($"{GetType().Name} writes nothing.");

    /// <summary>Lets go of the device. The default does nothing.</summary>
    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }
}
