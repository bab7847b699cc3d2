using KubeEdge.DeviceTwin.Tests.Fakes;
using Microsoft.Extensions.DependencyInjection;
using Thermo;

namespace KubeEdge.DeviceTwin.Tests.Samples;

public class ThermometerTests
{
    private static readonly TimeSpan _second = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task Thermometer_ToldATarget_HeatsUpToIt()
    {
        await using var rig = await TwinRig.StartAsync(
            static options => options.LocalDevices.Add("thermometer"), static services => services.AddHostedService<Thermometer>());
        await rig.UpdateAsync("thermometer", """{"target":{"expected":{"value":"21"}}}""");
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (await TemperatureAsync(rig) is not 21)
        {
            limit.Token.ThrowIfCancellationRequested();
            await rig.Clock.WaitForTimerAsync();
            rig.Clock.Advance(_second);
        }

        // It reports the target beside the temperature, and maybe after it.
        while ((await rig.Twins.GetAsync(Thermometer.Id, limit.Token))!.Twins["target"].Differs)
        {
            limit.Token.ThrowIfCancellationRequested();
            await rig.PassAsync();
        }
    }

    private static async Task<double> TemperatureAsync(TwinRig rig)
    {
        var state = await rig.Twins.GetAsync(Thermometer.Id);
        return state!.Twins.TryGetValue("temperature", out var twin) && twin.TryGetReported(out double value) ? value : 0;
    }
}
