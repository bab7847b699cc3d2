using KubeEdge.Beehive.Messages;
using KubeEdge.Beehive.Modules;
using KubeEdge.DeviceTwin.Devices;
using KubeEdge.DeviceTwin.Objects;
using KubeEdge.MetaStore;
using Microsoft.Extensions.Options;

namespace KubeEdge.DeviceTwin.Turns;

/// <summary>
/// The module: takes what waits in its inbox, in order, and handles it as one turn. One message after another, so updates of a device
/// never overtake each other, and a whole turn with one write to disk, so that costs nothing.
/// </summary>
internal sealed class DeviceTwinModule(
    TurnRunner runner, TurnTools tools, DeviceTable devices, ObjectFollower objects, IOptions<DeviceTwinOptions> options) : Module
{
    // Far below what the store takes in one batch.
    private const int MostBytes = 1 << 20;

    public override string Name => ModuleNames.DeviceTwin;

    public override string Group => GroupNames.Twin;

    protected override async Task RunAsync(IModuleContext context, CancellationToken stopping)
    {
        if (!devices.Loaded.IsCompleted)
        {
            await runner.LoadAsync(stopping).ConfigureAwait(false);
            await AddLocalDevicesAsync(stopping).ConfigureAwait(false);
            devices.MarkLoaded();
        }

        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var following = objects.RunAsync(ended.Token);
        try
        {
            await ServeAsync(context, stopping).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The host stops; what was not committed was not answered.
        }
        finally
        {
            await ended.CancelAsync().ConfigureAwait(false);
            await following.ConfigureAwait(false);
        }
    }

    private async Task ServeAsync(IModuleContext context, CancellationToken stopping)
    {
        var requests = new List<Request>(options.Value.MaximumBatch);
        while (await context.Inbox.WaitToReadAsync(stopping).ConfigureAwait(false))
        {
            var bytes = 0L;
            while (requests.Count < options.Value.MaximumBatch && bytes < MostBytes && context.Inbox.TryRead(out var message))
            {
                var request = RequestReader.Read(message);
                bytes += request.Body.Length;
                requests.Add(request);
            }

            await runner.RunAsync(context.Bus, requests, stopping).ConfigureAwait(false);
            requests.Clear();
        }
    }

    private async Task AddLocalDevicesAsync(CancellationToken stopping)
    {
        var turn = new Turn(devices, tools);
        foreach (var text in options.Value.LocalDevices)
        {
            var id = DeviceId.Parse(text);
            if (turn.Find(id) is null)
            {
                var form = text.Contains('/', StringComparison.Ordinal) ? DeviceForm.NamespacedName : DeviceForm.Name;
                turn.Put(new Device { Id = id, Form = form, Name = id.Name });
            }
        }

        if (await runner.CommitAsync(turn, stopping).ConfigureAwait(false) is var status and not CommitStatus.Committed)
        {
            // The host starts the module again after a pause.
            throw new InvalidOperationException($"The devices of {nameof(DeviceTwinOptions.LocalDevices)} could not be stored: {status}.");
        }
    }
}
