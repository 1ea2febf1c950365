#!/usr/bin/env node
import { cli } from "./cli/program.ts";
import { processTerminal } from "./cli/terminal.ts";

process.exitCode = await cli(process.argv.slice(2), { environment: process.env, terminal: processTerminal });
