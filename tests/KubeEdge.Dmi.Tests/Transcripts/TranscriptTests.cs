using KubeEdge.Dmi.Objects;
using KubeEdge.Dmi.Protocol;
using KubeEdge.Dmi.Tests.Fakes;
using KubeEdge.Grpc;
using KubeEdge.Testing;

namespace KubeEdge.Dmi.Tests.Transcripts;

/// <summary>
/// Sessions of the original's edge with a mapper: the recorded objects come, the recorded mapper says what it said, byte for byte, and what
/// the edge says to it is compared. Where ours says more or less, a row's number tells where, and the comment why.
/// </summary>
public class TranscriptTests
{
    /// <summary>A report writes the device's status, and the spec is the same: nothing restarts.</summary>
    private const int UpdateOfTheSameSpec = 27;

    /// <summary>A device that the edge does not know: the mapper is told.</summary>
    private const int ReportOfUnknownDevice = 49;

    /// <summary>The original has not heard that the model changed, and gives the old one.</summary>
    private const int AnswerWithTheOldModel = 125;

    /// <summary>After these rows ours makes calls that the original does not make.</summary>
    private static readonly Dictionary<int, string> _surplus = new()
    {
        [68] = "RegisterDevice", // A list and an object in the configuration are handed over as text.
        [98] = "UpdateDeviceModel", // The change of a model is handed over.
        [110] = "UpdateDevice", // What the mapper missed while it was away.
    };

    [Fact]
    public async Task Session_WithMapper_MapperHearsWhatTheRecordedOneHeard()
    {
        await using var rig = await DmiRig.StartAsync(static options => options.OmitNamespaces = true);
        await using var mapper = await rig.StartMapperAsync();
        var session = new RecordedSession(rig, mapper);
        var rows = Transcript.Read("11-dmi-mapper");
        foreach (var row in rows)
        {
            if (row.Number == ReportOfUnknownDevice - 1)
            {
                Assert.Equal(GrpcStatusCode.NotFound, (await session.SayAsync(row)).Code);
            }
            else if (row.Number == AnswerWithTheOldModel)
            {
                var answer = Assert.IsType<MapperRegisterResponse>(session.Response);
                Assert.Equal("90", answer.ModelList.Single(static model => model.Name == "valve-model").Spec.Properties[0].Maximum);
            }
            else if (row.Number is not (UpdateOfTheSameSpec or ReportOfUnknownDevice))
            {
                await session.PlayAsync(row);
            }

            if (_surplus.TryGetValue(row.Number, out var method))
            {
                Assert.Equal(method, (await mapper.NextAsync()).Method);
            }
        }

        Assert.Equal(RecordedSession.Results(rows), await session.ResultsAsync());
    }

    /// <summary>Ours calls the mapper after the restart without a word of it, and a report without a desired value ends nothing.</summary>
    [Fact]
    public async Task Session_EdgeRestarts_MapperIsCalledWithoutRegisteringAgain()
    {
        await using var rig = await DmiRig.StartAsync(static options => options.OmitNamespaces = true);
        await using var mapper = await rig.StartMapperAsync();
        var session = new RecordedSession(rig, mapper);
        await session.PlayAsync(Transcript.Read("11-dmi-mapper").First(RecordedSession.IsObject));
        var rows = Transcript.Read("11-dmi-edge-restart");
        var before = RecordedSession.Content(rows.First(RecordedSession.IsObject));
        before["spec"]!["properties"]![0]!["desired"]!["value"] = "21";
        await rig.PutAsync(DmiKind.Device, "thermo-1", before.ToJsonString());
        Assert.True((await rig.RegisterAsync(mapper.Socket)).IsOk);
        await rig.RestartAsync();

        var changes = 0;
        foreach (var row in rows)
        {
            await session.PlayAsync(row);
            if (RecordedSession.IsObject(row) && ++changes == 1)
            {
                var device = (await mapper.NextAsync<UpdateDeviceRequest>("UpdateDevice")).Device;
                Assert.Equal("44", device.Spec.Properties[0].Desired.Value);
            }
        }

        Assert.Equal(2, changes);
        Assert.Contains(await session.ResultsAsync(), static result => result.EndsWith("temperature=28", StringComparison.Ordinal));
    }
}
