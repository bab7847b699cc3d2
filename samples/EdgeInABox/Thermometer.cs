using System.Globalization;
using KubeEdge.DeviceTwin;
using Microsoft.Extensions.Hosting;

namespace EdgeInABox;

/// <summary>A heated room with a thermometer, in the node's process: it goes to the target that its twin is given, and reports.</summary>
internal sealed class Thermometer(IDeviceTwins twins, TimeProvider time) : BackgroundService
{
    private static readonly DeviceId _device = new(DeviceId.DefaultNamespace, "thermometer");
    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(2);
    private double _target = 21;

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(ObeyAsync(stoppingToken), MeasureAsync(stoppingToken));

    private async Task ObeyAsync(CancellationToken stopping)
    {
        await foreach (DesiredChange change in twins.DesiredAsync(_device, stopping))
        {
            if (change.Property == "target" && change.TryGet(out double target))
            {
                Volatile.Write(ref _target, target);
                Console.WriteLine($"thermometer: told to go to {change.Value} °C");
                await twins.ReportAsync(_device, change.Property, target, stopping);
            }
        }
    }

    private async Task MeasureAsync(CancellationToken stopping)
    {
        // At the very first start the cloud has yet to send the device.
        while (await twins.GetAsync(_device, stopping) is null)
        {
            await Task.Delay(_pause, time, stopping);
        }

        double temperature = 18;
        while (true)
        {
            double rest = Volatile.Read(ref _target) - temperature;
            if (Math.Abs(rest) >= 0.05)
            {
                temperature = Math.Round(temperature + Math.Clamp(rest, -0.5, 0.5), 1);
                TwinReportResult told = await twins.ReportAsync(_device, "temperature", temperature, stopping);
                string outcome = told.IsStored ? "reported" : $"not reported ({told.Status})";
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"thermometer: {temperature:0.0} °C {outcome}"));
            }

            await Task.Delay(_pause, time, stopping);
        }
    }
}
