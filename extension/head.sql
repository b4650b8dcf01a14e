\echo Use "create extension pg_saint" to load this file. \quit

