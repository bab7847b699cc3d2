using KubeEdge.ApiServer.Tests.Support;

namespace KubeEdge.ApiServer.Tests.Definitions;

/// <summary>Devices and their models as people write them by hand.</summary>
public sealed class DeviceDefinitionTests
{
    private const string Group = "/apis/devices.kubeedge.io/v1beta1/namespaces/default";

    [Fact]
    public async Task Device_OfEveryRelease_KeepsAllThatItSays()
    {
        await using var server = await TestServer.StartAsync();

        var answer = (await server.PostAsync(
            $"{Group}/devices",
            """
            {"apiVersion":"devices.kubeedge.io/v1beta1","kind":"Device","metadata":{"name":"d"},"spec":{"nodeName":"edge-1","deviceModelRef":{"name":"m"},
             "protocol":{"protocolName":"modbus","configData":{"slaveID":1}},"stateReport":{"reportCycle":5},
             "properties":[{"name":"t","desired":{"value":"21","metadata":{"note":"first"}},"collectCycle":2000,"reportToCloud":true,
              "visitors":{"protocolName":"modbus","configData":{"register":"CoilRegister"}},"pushMethod":{"otel":{"endpointURL":"http://x"}}}],
             "methods":[{"name":"set","propertyNames":["t"]}]},"status":{}}
            """)).Expect(201);

        foreach (string part in (string[])["slaveID", "stateReport", "\"note\":\"first\"", "endpointURL", "propertyNames", "2000"])
        {
            Assert.Contains(part, answer.Text, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("""[{"desired":{"value":"1"}}]""", "spec.properties[0].name: Required value")]
    [InlineData("""[{"name":"t","desired":{}}]""", "spec.properties[0].desired.value: Required value")]
    [InlineData("""[{"name":"t","desired":{"value":21}}]""", "spec.properties[0].desired.value: Invalid value")]
    [InlineData("""[{"name":"t"},{"name":"t"}]""", "spec.properties[1]: Duplicate value")]
    [InlineData("""[{"name":"t","collectCycle":"often"}]""", "spec.properties[0].collectCycle: Invalid value")]
    public async Task Device_WrongProperties_IsRefused(string properties, string problem)
    {
        await using var server = await TestServer.StartAsync();

        var answer = (await server.PostAsync($"{Group}/devices", $$$"""{"metadata":{"name":"d"},"spec":{"properties":{{{properties}}}} }""")).Expect(422);

        Assert.Contains(problem, answer.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"name":"t","type":"NUMBER"}""", "type: Unsupported value: \"NUMBER\"")]
    [InlineData("""{"name":"t","accessMode":"Write"}""", "accessMode: Unsupported value: \"Write\"")]
    public async Task DeviceModel_WrongProperty_IsRefused(string property, string problem)
    {
        await using var server = await TestServer.StartAsync();

        var answer = (await server.PostAsync(
            $"{Group}/devicemodels", $$$"""{"metadata":{"name":"m"},"spec":{"properties":[{{{property}}}]}}""")).Expect(422);

        Assert.Contains(problem, answer.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DeviceStatus_WithTwins_IsKept()
    {
        await using var server = await TestServer.StartAsync();

        var answer = (await server.PostAsync(
            $"{Group}/devicestatuses",
            """
            {"metadata":{"name":"d"},"spec":{},"status":{"state":"online","lastOnlineTime":"2026-11-20T22:46:34Z","extensions":{"a":1},
             "twins":[{"propertyName":"t","reported":{"value":"21"},"observedDesired":{"value":""}}]}}
            """)).Expect(201);

        Assert.Contains("\"extensions\":{\"a\":1}", answer.Text, StringComparison.Ordinal);
    }
}
